/** Makes a new secret; the old one may live on until the receiver has the new one. */
import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { FormDialog } from '../../../components/FormDialog';
import { useAction } from '../../../hooks/useAction';
import { useText } from '../../../hooks/useText';
import { useRotateSecretMutation } from '../../../services/destinations';
import { SecretDialog } from './SecretDialog';

/** Seconds for which the old secret goes on signing too. */
const GRACES = { none: 0, hour: 3_600, day: 86_400, week: 604_800 };
type Grace = keyof typeof GRACES;

interface RotateDialogProps {
  destination: Destination;
  onClose: () => void;
}

export function RotateDialog({ destination, onClose }: RotateDialogProps) {
  const text = useText();
  const act = useAction();
  const [grace, setGrace] = useState<Grace>('day');
  const [rotate, { data, isLoading }] = useRotateSecretMutation();
  const { id, name } = destination;

  if (data) return <SecretDialog name={name} {...data} onClose={onClose} />;
  return (
    <FormDialog
      title={text('rotate.title', { name })}
      explained={text('rotate.explained')}
      confirm={text('rotate.confirm')}
      isDangerous
      isBusy={isLoading}
      onConfirm={() => void act(rotate({ id, graceSeconds: GRACES[grace] }))}
      onClose={onClose}
    >
      <Field.Root name="grace" hint={text('rotate.grace.hint')}>
        <Field.Label>{text('rotate.grace')}</Field.Label>
        <SingleSelect value={grace} onChange={(value) => setGrace(value as Grace)}>
          {(Object.keys(GRACES) as Grace[]).map((each) => (
            <SingleSelectOption key={each} value={each}>
              {text(`rotate.grace.${each}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
    </FormDialog>
  );
}
