/** Sends a message with sample data, and shows request and response on the spot. */
import { Field, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useState } from 'react';

import { type Destination } from '../../../../../contracts/destination';
import { FormDialog } from '../../../components/FormDialog';
import { useErrorText } from '../../../hooks/useErrorText';
import { useText } from '../../../hooks/useText';
import { useGetEventTypesQuery } from '../../../services/catalogue';
import { useSendTestMutation } from '../../../services/test-message';
import { TestResult } from './TestResult';

interface TestDialogProps {
  destination: Destination;
  onClose: () => void;
}

export function TestDialog({ destination, onClose }: TestDialogProps) {
  const text = useText();
  const errorText = useErrorText();
  const { data: eventTypes = [] } = useGetEventTypesQuery(undefined);
  const [chosen, setChosen] = useState<string | undefined>();
  const [send, { data: delivery, error, isLoading }] = useSendTestMutation();
  const event = chosen ?? eventTypes[0]?.event;

  return (
    <FormDialog
      title={text('test.title', { name: destination.name })}
      explained={text('test.explained')}
      confirm={text(delivery ? 'test.again' : 'test.send')}
      confirmIcon={<PaperPlane />}
      dismiss={text('dialog.close')}
      isBusy={isLoading}
      isDisabled={!event}
      onConfirm={() => event && void send({ id: destination.id, event })}
      onClose={onClose}
    >
      <Field.Root name="event">
        <Field.Label>{text('test.event')}</Field.Label>
        <SingleSelect value={event} onChange={(value) => setChosen(String(value))}>
          {eventTypes.map((each) => (
            <SingleSelectOption key={each.event} value={each.event}>
              {each.event}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <div aria-live="polite" aria-busy={isLoading}>
        {error && <Typography textColor="danger600">{errorText(error)}</Typography>}
        {delivery && <TestResult delivery={delivery} url={destination.url} />}
      </div>
    </FormDialog>
  );
}
