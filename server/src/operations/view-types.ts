/** Which content has views, from the view schemas. Pure. */
import { type ViewType } from '../../../contracts/view-type';
import { type ViewSchema } from '../views/schemas';

type Kind = ViewType['contentTypes'][number]['kind'];

export function viewTypesOf(
  schemas: readonly Pick<ViewSchema, 'type' | 'triggers'>[],
  kindOf: (uid: string) => Kind
): ViewType[] {
  return schemas.map(({ type, triggers }) => ({
    type,
    contentTypes: triggers.map((uid) => ({ uid, kind: kindOf(uid) })),
  }));
}
