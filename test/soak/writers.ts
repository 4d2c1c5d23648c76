/**
 * Editors who write through the REST API and the document service of either instance, one write after the other each.
 * Everybody edits entries of their own, which reference each other's: a write that fails is not repeated.
 */
import { createRandom, type Random } from '../support/random';
import { type StrapiChild } from '../support/strapi-child';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const ARTICLES_EACH = 4;
const AUTHORS_EACH = 2;
const TAGS_EACH = 2;
const LONGEST_PAUSE_MS = 150;

export interface WritersDeps {
  count: number;
  seed: number;
  token: string;
  /** Those that may be asked to write. */
  instances(): StrapiChild[];
}

export interface Writers {
  written(): number;
  /** How many were not done, by the status with which Strapi refused them. */
  notDone(): Record<string, number>;
  stop(): Promise<void>;
}

class RefusedError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(`${status} ${message}`);
  }
}

/** What one writer owns. */
interface Desk {
  articles: string[];
  authors: string[];
  tags: string[];
}

export async function startWriters({
  count,
  seed,
  token,
  instances,
}: WritersDeps): Promise<Writers> {
  const desks: Desk[] = [];
  for (let writer = 0; writer < count; writer += 1) desks.push(await prepare(instances()[0]));
  const everyones = (kind: keyof Desk): string[] => desks.flatMap((desk) => desk[kind]);

  let isStopping = false;
  let written = 0;
  const notDone: Record<string, number> = {};

  async function prepare(instance: StrapiChild): Promise<Desk> {
    const make = (path: string, data: object, times: number): Promise<string[]> =>
      Promise.all(Array.from({ length: times }, () => create(instance, path, data)));
    return {
      authors: await make('/authors', { name: 'Author' }, AUTHORS_EACH),
      tags: await make('/tags', { name: 'Tag' }, TAGS_EACH),
      articles: await make('/articles', { title: 'Article' }, ARTICLES_EACH),
    };
  }

  async function call<T>(
    { url }: StrapiChild,
    method: string,
    path: string,
    data?: object
  ): Promise<T> {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(data ? { body: JSON.stringify({ data }) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedError(response.status, `${method} ${path}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  async function create(instance: StrapiChild, path: string, data: object): Promise<string> {
    const answer = await call<{ data: { documentId: string } }>(instance, 'POST', path, data);
    return answer.data.documentId;
  }

  async function writeOnce(
    desk: Desk,
    random: Random,
    { mark, color }: { mark: string; color: string }
  ): Promise<void> {
    const instance = random.pick(instances());
    const article = random.pick(desk.articles);
    const author = random.pick(desk.authors);
    const tag = random.pick(desk.tags);
    const references = {
      author: random.pick(everyones('authors')),
      tags: [random.pick(everyones('tags')), random.pick(everyones('tags'))],
    };
    const dice = random.below(100);
    if (dice < 30) {
      await call(instance, 'PUT', `/articles/${article}`, { summary: mark, ...references });
    } else if (dice < 38) {
      await call(instance, 'PUT', `/articles/${article}?status=draft`, { summary: mark });
    } else if (dice < 48) {
      await call(instance, 'POST', `/articles/${article}/unpublish`);
    } else if (dice < 54) {
      const action = random.pick(['publish', 'unpublish']);
      await instance.write({ uid: ARTICLE, action, params: { documentId: article } });
    } else if (dice < 58) {
      const replacement = await create(instance, '/articles', { title: 'Article', summary: mark });
      desk.articles = desk.articles.map((id) => (id === article ? replacement : id));
      await call(instance, 'DELETE', `/articles/${article}`);
    } else if (dice < 76) {
      await call(instance, 'PUT', `/authors/${author}`, { bio: mark });
    } else if (dice < 84) {
      const action = random.pick(['publish', 'unpublish']);
      await instance.write({ uid: AUTHOR, action, params: { documentId: author } });
    } else if (dice < 94) {
      await call(instance, 'PUT', `/tags/${tag}`, { color });
    } else {
      await call(instance, 'PUT', `/tags/${tag}`, { owner: references.author });
    }
  }

  async function write(writer: number): Promise<void> {
    const random = createRandom(seed + writer);
    for (let turn = 0; !isStopping; turn += 1) {
      if (instances().length > 0) {
        // Different from everything that was written before.
        const mark = `${writer}-${turn}`;
        const color = `#${writer}${String(turn).padStart(5, '0')}`;
        try {
          await writeOnce(desks[writer], random, { mark, color });
          written += 1;
        } catch (error) {
          const reason = error instanceof RefusedError ? error.status : 'no answer';
          notDone[reason] = (notDone[reason] ?? 0) + 1;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_PAUSE_MS)));
    }
  }

  const writing = desks.map((_, writer) => write(writer));
  return {
    written: () => written,
    notDone: () => notDone,
    async stop() {
      isStopping = true;
      await Promise.all(writing);
    },
  };
}
