/** Makes a destination, and shows its secret once. */
import { BackButton, type FormHelpers, Layouts, Page } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { type DestinationWithSecret } from '../../../../contracts/destination';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';
import { PERMISSIONS } from '../../permissions';
import { useCreateDestinationMutation } from '../../services/destinations';
import { fieldErrorsOf } from '../../services/errors';
import { SecretDialog } from './dialogs/SecretDialog';
import { DestinationForm } from './form/DestinationForm';
import { formErrorsOf } from './form/form-errors';
import { createInputOf } from './form/input';
import { SaveBar } from './form/SaveBar';
import { emptyValues, type FormValues } from './form/values';

export function NewDestination() {
  const text = useText();
  const title = text('destination.new.title');
  return (
    <Page.Protect permissions={PERMISSIONS.createDestinations}>
      <Page.Main>
        <Page.Title>{title}</Page.Title>
        <Layouts.Header
          navigationAction={<BackButton fallback={paths.overview()} />}
          title={title}
          subtitle={text('destination.new.subtitle')}
        />
        <Layouts.Content>
          <CreateForm />
        </Layouts.Content>
      </Page.Main>
    </Page.Protect>
  );
}

function CreateForm() {
  const text = useText();
  const act = useAction();
  const navigate = useNavigate();
  const [create] = useCreateDestinationMutation();
  const [created, setCreated] = useState<DestinationWithSecret | null>(null);
  const empty = useMemo(emptyValues, []);

  async function submit(
    values: FormValues,
    { setErrors, resetForm }: FormHelpers<FormValues>
  ): Promise<void> {
    const result = await act(create(createInputOf(empty, values)));
    if (result.kind === 'failed') {
      const fields = Object.keys(values) as (keyof FormValues)[];
      setErrors(formErrorsOf(fieldErrorsOf(result.error), fields));
      return;
    }
    // What is saved is nothing to warn about when the page is left.
    resetForm(values);
    setCreated(result.data.data);
  }

  return (
    <>
      <DestinationForm isNew values={empty} disabled={created !== null} onSubmit={submit}>
        <SaveBar label={text('destination.new.save')} />
      </DestinationForm>
      {created && (
        <SecretDialog
          name={created.name}
          secret={created.secret}
          onClose={() => navigate(paths.settings(created.id), { replace: true })}
        />
      )}
    </>
  );
}
