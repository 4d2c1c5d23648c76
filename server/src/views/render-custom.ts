/** Runs a view schema in code on one entry and takes nothing from it but JSON. */
import { type JsonObject } from '../../../contracts/view';
import { type CustomView, type ViewContext } from '../../../contracts/view-definition';
import { toJson } from './json';
import { DEFAULT_SPACE } from './schemas';

export interface CustomResult {
  properties: JsonObject;
  routes: Routes;
  space: string;
}

export interface Routes {
  url: string | null;
  handles: string[];
}

/** @throws whatever the code throws, or an Error that says what was wrong with its result */
export async function renderCustom(
  view: CustomView,
  entry: object,
  context: ViewContext
): Promise<CustomResult> {
  const properties = toJson(await view.properties(entry, context), 'properties');
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw new Error(`properties: expected an object, got ${JSON.stringify(properties)}`);
  }
  return {
    properties,
    routes: routesFrom(view.routes ? await view.routes(entry, context) : {}),
    space: spaceFrom(typeof view.space === 'function' ? view.space(entry) : view.space),
  };
}

function routesFrom(value: unknown): Routes {
  const routes = toJson(value ?? {}, 'routes');
  if (typeof routes !== 'object' || routes === null || Array.isArray(routes)) {
    throw new Error(`routes: expected {url, handles}, got ${JSON.stringify(routes)}`);
  }
  const { url = null, handles = [] } = routes;
  if (url !== null && (typeof url !== 'string' || url === '')) {
    throw new Error(`routes.url: expected an address or null, got ${JSON.stringify(url)}`);
  }
  if (!Array.isArray(handles)) {
    throw new Error(`routes.handles: expected a list of texts, got ${JSON.stringify(handles)}`);
  }
  return { url, handles: [...new Set(handles.map(handleFrom))] };
}

function handleFrom(handle: unknown, index: number): string {
  if (typeof handle === 'string' && handle !== '') return handle;
  throw new Error(
    `routes.handles[${index}]: expected a text that is not empty, got ${JSON.stringify(handle)}`
  );
}

function spaceFrom(space: unknown): string {
  if (space === undefined) return DEFAULT_SPACE;
  if (typeof space === 'string' && space !== '') return space;
  throw new Error(`space: expected a name such as "default", got ${JSON.stringify(space)}`);
}
