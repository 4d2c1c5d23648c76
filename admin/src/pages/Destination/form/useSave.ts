/** Saves the form: what went wrong stands at its fields, and nobody's change is lost. */
import { type FormHelpers } from '@strapi/strapi/admin';
import { useCallback, useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { useAction } from '../../../hooks/useAction';
import {
  useLazyGetDestinationQuery,
  useUpdateDestinationMutation,
} from '../../../services/destinations';
import { fieldErrorsOf, isStaleVersion } from '../../../services/errors';
import { compare, type Comparison, withoutYielded } from './conflict';
import { formErrorsOf } from './form-errors';
import { changesOf, type SettingName, type Settings, settingsOf } from './input';
import { type FormValues, valuesOf } from './values';

export interface OpenConflict extends Comparison {
  yours: Settings;
  theirs: Destination;
}

export function useSave(destination: Destination) {
  const act = useAction();
  const [update] = useUpdateDestinationMutation();
  const [read] = useLazyGetDestinationQuery();
  /** As the form found it; what others save in the meantime must not move under the hands of a person. */
  const [base, setBase] = useState(destination);
  const [conflict, setConflict] = useState<OpenConflict | null>(null);

  const send = useCallback(
    async (changes: Settings, on: Destination, helpers?: FormHelpers<FormValues>) => {
      const { id, version } = on;
      const result = await act(update({ id, input: { ...changes, version } }), {
        done: 'destination.saved',
        values: { name: changes.name ?? on.name },
        isShown: isStaleVersion,
      });
      if (result.kind === 'done') {
        setBase(result.data.data);
        setConflict(null);
        return;
      }
      helpers?.setErrors(
        formErrorsOf(fieldErrorsOf(result.error), Object.keys(valuesOf(on)) as (keyof FormValues)[])
      );
      if (!isStaleVersion(result.error)) return;
      const { data: theirs } = await read(id);
      if (!theirs) return;
      const settings = settingsOf(valuesOf(theirs));
      setConflict({
        ...compare(settingsOf(valuesOf(base)), changes, settings),
        yours: changes,
        theirs,
      });
    },
    [act, update, read, base]
  );

  return {
    base,
    conflict,
    dismiss: () => setConflict(null),
    save: (values: FormValues, helpers: FormHelpers<FormValues>) =>
      send(changesOf(valuesOf(base), values), base, helpers),
    /** Once more, on top of what the other one saved. */
    resolve: async (open: OpenConflict, yielded: ReadonlySet<SettingName>) =>
      send(withoutYielded(open.yours, yielded), open.theirs),
  };
}
