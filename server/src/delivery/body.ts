/** What a delivery says, the same for every attempt. */
import { type Message } from '../../../contracts/message';
import { type ClaimedDelivery } from '../queue/claim';
import { type EnvironmentIds, gidOf } from '../views/identity';
import { buildBody } from './message';

/** Who the view is to the outside world. */
export interface Addressing {
  gid(originId: string, type: string): string;
  /** Where the view can be fetched. */
  url(gid: string): string;
}

/**
 * @param ids read anew for each view
 * @param deliveryUrl of the Delivery API, without the view
 */
export function createAddressing(ids: Readonly<EnvironmentIds>, deliveryUrl: string): Addressing {
  return {
    gid: (originId, type) => gidOf(ids, originId, type),
    url: (gid) => `${deliveryUrl}?id=${encodeURIComponent(gid)}`,
  };
}

export type MessageSource = Pick<ClaimedDelivery, 'originId' | 'type' | 'action' | 'test'>;

export function bodyOf(
  { originId, type, action, test }: MessageSource,
  addressing: Addressing,
  withState: boolean
): string {
  const viewId = addressing.gid(originId, type);
  const state: Message['state'] = action === 'Deploy' ? 'published' : 'unpublished';
  return buildBody({
    viewId,
    originId,
    type,
    action,
    url: addressing.url(viewId),
    state: withState ? state : undefined,
    test: test || undefined,
  });
}
