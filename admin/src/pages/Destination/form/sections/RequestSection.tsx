/** What a request looks like and how many there are at once. */
import { Flex } from '@strapi/design-system';

import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { useGetIdentitiesQuery } from '../../../../services/catalogue';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { FieldGrid } from '../fields/FieldGrid';
import { NumberField } from '../fields/NumberField';
import { useFormValues } from '../fields/useFormField';
import { AccessKeyField } from './AccessKeyField';
import { HeadersField } from './HeadersField';

export function RequestSection() {
  const text = useText();
  const { identity, hasRateLimit } = useFormValues();
  const { data: identities = [] } = useGetIdentitiesQuery(undefined);
  const names = new Set([...identities.map(({ name }) => name), identity].filter(Boolean));
  return (
    <Section title={text('destination.request')} description={text('destination.request.hint')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <FieldGrid>
          <CheckField
            name="payloadSignature"
            label={text('destination.payloadSignature')}
            hint={text('destination.payloadSignature.hint')}
          />
          <CheckField
            name="payloadState"
            label={text('destination.payloadState')}
            hint={text('destination.payloadState.hint')}
          />
          <AccessKeyField />
          <ChoiceField
            name="identity"
            label={text('destination.identity')}
            hint={text('destination.identity.hint')}
            choices={[
              { value: '', label: text('destination.identity.none') },
              ...[...names].map((name) => ({ value: name, label: name })),
            ]}
          />
        </FieldGrid>
        <HeadersField />
        <FieldGrid>
          <NumberField
            name="timeoutSeconds"
            label={text('destination.timeoutSeconds')}
            hint={text('destination.timeoutSeconds.hint')}
          />
          <NumberField
            name="concurrency"
            label={text('destination.concurrency')}
            hint={text('destination.concurrency.hint')}
          />
        </FieldGrid>
        <CheckField name="hasRateLimit" label={text('destination.rateLimit')} />
        {hasRateLimit && (
          <FieldGrid>
            <NumberField name="rateMax" label={text('destination.rateMax')} />
            <NumberField name="ratePerSeconds" label={text('destination.ratePerSeconds')} />
          </FieldGrid>
        )}
      </Flex>
    </Section>
  );
}
