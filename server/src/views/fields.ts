/** Which attributes of a content type or component the outside world may read, and how. Pure. */
import { type AttributeInfo, type ModelInfo, type Models } from './models';

export const FILES = 'plugin::upload.file';

export type Field =
  | { kind: 'scalar'; name: string }
  | { kind: 'component'; name: string; component: string; repeatable: boolean }
  | { kind: 'zone'; name: string; components: readonly string[] }
  | { kind: 'media'; name: string; multiple: boolean }
  | {
      kind: 'relation';
      name: string;
      target: string;
      toMany: boolean;
      /** The target has the other side of it among its own attributes. */
      twoWay: boolean;
    }
  | { kind: 'morph'; name: string; toMany: boolean };

/** Read apart: `documentId` and `locale` are written by the plugin itself, the others never leave Strapi. */
const NEVER = new Set(['id', 'documentId', 'locale', 'localizations', 'createdBy', 'updatedBy']);
const NEVER_OF_FILES = new Set([
  'createdAt',
  'updatedAt',
  'publishedAt',
  'provider_metadata',
  'related',
]);
const TO_MANY = new Set(['oneToMany', 'manyToMany', 'morphMany']);

export function fieldsOf(model: ModelInfo): Field[] {
  return Object.entries(model.attributes).flatMap(([name, attribute]) =>
    isPublic(model, name, attribute) ? fieldOf(name, attribute) : []
  );
}

/** Fields by uid, worked out once for each. */
export function createFieldReader(models: Models): (uid: string) => readonly Field[] {
  const cache = new Map<string, readonly Field[]>();
  return (uid) => {
    const known = cache.get(uid);
    if (known) return known;
    const model = models.get(uid);
    const fields = model ? fieldsOf(model) : [];
    cache.set(uid, fields);
    return fields;
  };
}

function isPublic(model: ModelInfo, name: string, attribute: AttributeInfo): boolean {
  if (NEVER.has(name) || attribute.private || attribute.unstable_virtual) return false;
  if (model.uid === FILES && NEVER_OF_FILES.has(name)) return false;
  return !model.privateAttributes.includes(name);
}

function fieldOf(name: string, attribute: AttributeInfo): Field[] {
  const { type, component, components, target } = attribute;
  switch (type) {
    case 'password':
      return [];
    case 'component':
      return component
        ? [{ kind: 'component', name, component, repeatable: attribute.repeatable === true }]
        : [];
    case 'dynamiczone':
      return [{ kind: 'zone', name, components: components ?? [] }];
    case 'media':
      return [{ kind: 'media', name, multiple: attribute.multiple === true }];
    case 'relation':
      return relationOf(name, attribute, target);
    default:
      return [{ kind: 'scalar', name }];
  }
}

function relationOf(name: string, attribute: AttributeInfo, target: string | undefined): Field[] {
  const { relation = '', inversedBy, mappedBy, morphBy } = attribute;
  if (relation === 'morphToOne' || relation === 'morphToMany') {
    return [{ kind: 'morph', name, toMany: relation === 'morphToMany' }];
  }
  if (!target) return [];
  const twoWay = Boolean(inversedBy ?? mappedBy ?? morphBy);
  return [{ kind: 'relation', name, target, toMany: TO_MANY.has(relation), twoWay }];
}
