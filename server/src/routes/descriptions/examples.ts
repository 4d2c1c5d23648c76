/** What the document shows; a test holds each against its schema. */
const ID = '6f0c2d0e-5b0e-4f6e-9a43-0d1f8f1f3c55';

export const destination = {
  id: ID,
  alias: 'storefront',
  name: 'Storefront',
  url: 'https://shop.example.com/hooks',
  headers: { 'X-Team': ['web', 'cms'] },
  accessKey: '••••3f2a',
  events: ['product.*', 'article.deploy'],
  locales: ['en'],
  followReferences: true,
  notifyEveryChange: true,
  skipUnchanged: true,
  coalesce: true,
  enabled: true,
  suspended: false,
  suspendedAt: null,
  suspendedReason: null,
  active: true,
  state: 'Active',
  failureHandling: { retry: { maxAttempts: 5 } },
  timeoutSeconds: 10,
  concurrency: 10,
  rateLimit: null,
  payloadSignature: true,
  payloadState: false,
  identity: null,
  space: 'default',
  owner: { type: 'admin', id: 1 },
  source: 'api',
  version: 3,
  plannedPurgeDate: null,
  createdAt: '2026-01-15T09:30:00.000Z',
  updatedAt: '2026-01-16T11:00:00.000Z',
};

export const newDestination = {
  name: 'Storefront',
  url: 'https://shop.example.com/hooks',
  events: ['product.*', 'article.deploy'],
  accessKey: 'a-long-access-key',
};

export const changes = {
  version: 3,
  addEvents: ['page.*'],
  failureHandling: { retry: { maxAttempts: 5 } },
};

export const delivery = {
  id: '0199c3f0-7a51-7cc0-8e43-4b1f3c0c6c11',
  event: 'article.deploy',
  action: 'Deploy',
  viewId:
    'gid://Environment/5e0c6a0e-0f0b-4b7c-8f2b-2f3a4f6f0d11/Source/9b1d8f0e-3c1c-4f61-9d2e-7a7b8c9d0e12/Entity/abc123-en/View/article',
  originId: 'abc123-en',
  type: 'article',
  locale: 'en',
  status: 'failed',
  reason: 'attempts_used_up',
  deliveredAt: null,
  createdAt: '2026-01-15T09:30:00.000Z',
  httpStatus: 503,
  attemptCount: 3,
  nextAttemptAt: null,
  test: false,
};

export const job = {
  id: ID,
  kind: 'redeploy',
  createdAt: '2026-01-15T09:30:00.000Z',
  total: 120,
  done: 0,
  status: 'running',
  error: null,
};
