import { type TestDatabase } from './databases';

export default async function teardown(): Promise<void> {
  const { template }: { template?: TestDatabase } = globalThis;
  await template?.drop();
}
