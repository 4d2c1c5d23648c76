/** Destinations as a client of the REST API makes and deletes them. */
import { type Destination, type DestinationWithSecret } from '../../contracts/destination';
import { type Playground } from './playground';

export async function createDestination(
  { api }: Pick<Playground, 'api'>,
  input: object
): Promise<DestinationWithSecret> {
  const { status, body } = await api.post<{ data: DestinationWithSecret }>('/destinations', input);
  if (status !== 201) {
    throw new Error(`Expected a destination, got ${status}: ${JSON.stringify(body)}`);
  }
  return body.data;
}

/** Every destination is told of every change, so that each test begins without the earlier ones. */
export async function deleteDestinations({ api }: Pick<Playground, 'api'>): Promise<void> {
  const { body } = await api.get<{ data: Destination[] }>('/destinations?count=100');
  for (const { id } of body.data) await api.delete(`/destinations/${id}`);
}
