/** Tells whether the definition of a view schema changed since its views were made. Pure. */
import { type JsonValue } from '../../../contracts/view';
import { type CustomView } from '../../../contracts/view-definition';
import { canonicalJson, sha256, toJson } from './json';
import { type ModelInfo, type Models } from './models';

export function hashOfDefault(type: string, model: ModelInfo, models: Models): string {
  const described = [...withComponents(model, models)].map(describe);
  return sha256(canonicalJson([type, ...described]));
}

/** Code counts by its text: what it calls elsewhere is not seen. */
export function hashOfCustom({ type, triggers, properties, routes, space }: CustomView): string {
  const parts = [type, [...triggers].sort(), String(properties), String(routes), String(space)];
  return sha256(canonicalJson(parts));
}

function withComponents(model: ModelInfo, models: Models, found = new Set<ModelInfo>()) {
  if (found.has(model)) return found;
  found.add(model);
  for (const { component, components = [] } of Object.values(model.attributes)) {
    for (const uid of component ? [component] : components) {
      const inside = models.get(uid);
      if (inside) withComponents(inside, models, found);
    }
  }
  return found;
}

function describe({
  uid,
  attributes,
  hasDraftAndPublish,
  isLocalized,
  ...rest
}: ModelInfo): JsonValue {
  const shape = Object.entries(attributes).map(([name, attribute]) => {
    const { type, relation, target, component, components, repeatable, multiple } = attribute;
    const { private: isPrivate, inversedBy, mappedBy, morphBy } = attribute;
    return {
      name,
      type,
      relation,
      target,
      component,
      components,
      repeatable,
      multiple,
      isPrivate,
      inversedBy,
      mappedBy,
      morphBy,
    };
  });
  const { privateAttributes } = rest;
  return toJson({ uid, shape, hasDraftAndPublish, isLocalized, privateAttributes }, uid);
}
