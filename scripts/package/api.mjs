/** What a first user does: registers, makes an API token, creates a destination. */
import { problem } from '../support/problem.mjs';

const TIMEOUT_MS = 15_000;
const PERSON = {
  email: 'admin@example.com',
  firstname: 'First',
  lastname: 'Admin',
  password: 'Passw0rd1',
};
const TOKEN = { name: 'Package test', description: '', type: 'full-access', lifespan: null };

export async function callApi(origin) {
  const call = caller(origin);
  await call('GET', '/admin', { expect: [200] });
  await call('GET', '/api/destinations', { expect: [401, 403] });

  const { data: session } = await call('POST', '/admin/register-admin', {
    body: PERSON,
    expect: [200, 201],
  });
  const { data: created } = await call('POST', '/admin/api-tokens', {
    token: session.token,
    body: TOKEN,
    expect: [201],
  });
  const token = created.accessKey;

  await call('POST', '/api/destinations', {
    token,
    body: { url: 'https://shop.example.com/hooks', events: ['article.*'] },
    expect: [201],
  });
  const { data } = await call('GET', '/api/destinations', { token, expect: [200] });
  if (data.length !== 1 || data[0].url !== 'https://shop.example.com/hooks') {
    throw problem(`Expected one destination, got ${JSON.stringify(data)}.`);
  }
}

function caller(origin) {
  return async (method, path, { token, body, expect }) => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!expect.includes(response.status)) {
      const wanted = expect.join(' or ');
      throw problem(`${method} ${path}: expected ${wanted}, got ${response.status}.`, text);
    }
    const isJson = response.headers.get('content-type')?.includes('json');
    return isJson ? JSON.parse(text) : null;
  };
}
