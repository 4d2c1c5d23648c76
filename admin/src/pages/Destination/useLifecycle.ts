/** Stops a destination, and lets it go on. */
import { type Destination } from '../../../../contracts/destination';
import { useAction } from '../../hooks/useAction';
import {
  useSuspendDestinationMutation,
  useUnsuspendDestinationMutation,
  useUpdateDestinationMutation,
} from '../../services/destinations';

interface Lifecycle {
  toggleSuspended(): Promise<void>;
  toggleEnabled(): Promise<void>;
}

export function useLifecycle({ id, name, enabled, suspended }: Destination): Lifecycle {
  const act = useAction();
  const [suspend] = useSuspendDestinationMutation();
  const [unsuspend] = useUnsuspendDestinationMutation();
  const [update] = useUpdateDestinationMutation();

  return {
    async toggleSuspended() {
      await (suspended
        ? act(unsuspend(id), { done: 'action.unsuspended', values: { name } })
        : act(suspend(id), { done: 'action.suspended', values: { name } }));
    },
    async toggleEnabled() {
      await act(update({ id, input: { enabled: !enabled } }), {
        done: enabled ? 'action.disabled' : 'action.enabled',
        values: { name },
      });
    },
  };
}
