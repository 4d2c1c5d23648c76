/** Drops the template that the setup made for a run of all tests. */
import { type TestDatabase } from './databases';

export default async function teardown(): Promise<void> {
  const { template } = globalThis as typeof globalThis & { template?: TestDatabase };
  await template?.drop();
}
