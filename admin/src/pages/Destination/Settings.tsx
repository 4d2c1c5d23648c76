/** The settings of one destination. */
import { Box } from '@strapi/design-system';
import { useMemo, useRef } from 'react';

import { Notice } from '../../components/Notice';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { useDestination } from './destination-context';
import { ConflictDialog } from './dialogs/ConflictDialog';
import { DestinationForm } from './form/DestinationForm';
import { SaveBar } from './form/SaveBar';
import { useSave } from './form/useSave';
import { valuesOf } from './form/values';
import { isFromConfig } from './is-from-config';

export function Settings() {
  const destination = useDestination();
  // Another destination is another form.
  return <Form key={destination.id} />;
}

function Form() {
  const text = useText();
  const destination = useDestination();
  const mayUpdate = useMay('updateDestinations');
  const { base, conflict, dismiss, save, resolve } = useSave(destination);
  const values = useMemo(() => valuesOf(base), [base]);
  const saveButton = useRef<HTMLButtonElement>(null);
  const isReadOnly = !mayUpdate || isFromConfig(destination);
  return (
    <>
      {isFromConfig(destination) && (
        <Box paddingBottom={6}>
          <Notice title={text('destination.fromConfig')}>
            {text('destination.fromConfig.hint')}
          </Notice>
        </Box>
      )}
      <DestinationForm isNew={false} values={values} disabled={isReadOnly} onSubmit={save}>
        {!isReadOnly && <SaveBar label={text('destination.save')} buttonRef={saveButton} />}
      </DestinationForm>
      {conflict && (
        <ConflictDialog
          conflict={conflict}
          onClose={dismiss}
          onClosed={() => saveButton.current?.focus()}
          onResolve={resolve}
        />
      )}
    </>
  );
}
