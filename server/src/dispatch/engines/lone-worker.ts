/** Whether a process that only delivers makes sense, with this engine and database. Pure. */

/** @throws Error with a sentence that says what is missing */
export function refuseLoneWorker(engine: string, client: string): void {
  if (engine !== 'bullmq') {
    throw new Error(
      `A worker needs the engine "bullmq": expected "engine.type" in config/plugins (destinations.config) to be "bullmq", got ${JSON.stringify(engine)}.`
    );
  }
  if (client === 'sqlite') {
    throw new Error(
      'A worker needs a database server that several processes can use: expected PostgreSQL, MySQL or MariaDB, got SQLite.'
    );
  }
}
