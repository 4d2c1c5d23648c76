/** All settings of a destination on one page. */
import { Flex } from '@strapi/design-system';
import { Blocker, Form, type FormHelpers } from '@strapi/strapi/admin';
import { type ReactNode } from 'react';

import { FailureSection } from './sections/FailureSection';
import { GeneralSection } from './sections/GeneralSection';
import { ReceiverSection } from './sections/ReceiverSection';
import { RequestSection } from './sections/RequestSection';
import { SubscriptionSection } from './sections/SubscriptionSection';
import { type FormValues } from './values';

interface DestinationFormProps {
  isNew: boolean;
  values: FormValues;
  disabled: boolean;
  onSubmit: (values: FormValues, helpers: FormHelpers<FormValues>) => Promise<void>;
  children: ReactNode;
}

export function DestinationForm(props: DestinationFormProps) {
  const { isNew, values, disabled, onSubmit, children } = props;
  return (
    <Form<FormValues>
      method={isNew ? 'POST' : 'PUT'}
      initialValues={values}
      disabled={disabled}
      onSubmit={onSubmit}
    >
      <Flex direction="column" alignItems="stretch" gap={6}>
        <GeneralSection isNew={isNew} />
        <SubscriptionSection isNew={isNew} />
        <RequestSection />
        <FailureSection />
        {!isNew && <ReceiverSection />}
        {children}
      </Flex>
      <Blocker />
    </Form>
  );
}
