/** What a request looks like and how many there are at once. */
import { Flex, Grid } from '@strapi/design-system';

import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { useGetIdentitiesQuery } from '../../../../services/catalogue';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
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
        <Grid.Root gap={5}>
          <Grid.Item col={6} xs={12} alignItems="flex-start">
            <CheckField
              name="payloadSignature"
              label={text('destination.payloadSignature')}
              hint={text('destination.payloadSignature.hint')}
            />
          </Grid.Item>
          <Grid.Item col={6} xs={12} alignItems="flex-start">
            <CheckField
              name="payloadState"
              label={text('destination.payloadState')}
              hint={text('destination.payloadState.hint')}
            />
          </Grid.Item>
          <Grid.Item col={6} xs={12}>
            <AccessKeyField />
          </Grid.Item>
          <Grid.Item col={6} xs={12}>
            <ChoiceField
              name="identity"
              label={text('destination.identity')}
              hint={text('destination.identity.hint')}
              choices={[
                { value: '', label: text('destination.identity.none') },
                ...[...names].map((name) => ({ value: name, label: name })),
              ]}
            />
          </Grid.Item>
        </Grid.Root>
        <HeadersField />
        <Grid.Root gap={5}>
          <Grid.Item col={6} xs={12}>
            <NumberField
              name="timeoutSeconds"
              label={text('destination.timeoutSeconds')}
              hint={text('destination.timeoutSeconds.hint')}
            />
          </Grid.Item>
          <Grid.Item col={6} xs={12}>
            <NumberField
              name="concurrency"
              label={text('destination.concurrency')}
              hint={text('destination.concurrency.hint')}
            />
          </Grid.Item>
          <Grid.Item col={12} alignItems="flex-start">
            <CheckField name="hasRateLimit" label={text('destination.rateLimit')} />
          </Grid.Item>
          {hasRateLimit && (
            <>
              <Grid.Item col={6} xs={12}>
                <NumberField name="rateMax" label={text('destination.rateMax')} />
              </Grid.Item>
              <Grid.Item col={6} xs={12}>
                <NumberField name="ratePerSeconds" label={text('destination.ratePerSeconds')} />
              </Grid.Item>
            </>
          )}
        </Grid.Root>
      </Flex>
    </Section>
  );
}
