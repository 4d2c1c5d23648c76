/** Strapi's REST API, as far as the story needs it. Every call has a deadline. */
import { problem } from '../support/problem.mjs';

const TIMEOUT_MS = 15_000;

export function createCms({ origin, token }) {
  async function request(method, path, body) {
    const response = await send(method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw problem(
        `${method} ${path} was answered with ${response.status}.`,
        text.slice(0, 2_000)
      );
    }
    return text === '' ? null : JSON.parse(text);
  }

  async function send(method, path, body) {
    try {
      return await fetch(origin + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw problem(`${method} ${path} got no answer: ${error.cause?.message ?? error.message}`);
    }
  }

  return {
    async create(collection, data, status) {
      const answer = await request('POST', `/api/${collection}?status=${status}`, { data });
      return answer.data.documentId;
    },
    publish: (collection, documentId, data = {}) =>
      request('PUT', `/api/${collection}/${documentId}?status=published`, { data }),
    /** Strapi's REST API has no such action; the playground adds it. */
    unpublishArticle: (documentId) => request('POST', `/api/articles/${documentId}/unpublish`),
    remove: (collection, documentId) => request('DELETE', `/api/${collection}/${documentId}`),

    async createDestination(destination) {
      const { data } = await request('POST', '/api/destinations', destination);
      return data;
    },
    async findDestinations() {
      const { data } = await request('GET', '/api/destinations?count=100');
      return data;
    },
    removeDestination: (id) => request('DELETE', `/api/destinations/${id}`),
    /** The oldest first. */
    async findDeliveries(destinationId) {
      const path = `/api/destinations/${destinationId}/deliveries?per_page=100`;
      const { data } = await request('GET', path);
      return data.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    },
  };
}
