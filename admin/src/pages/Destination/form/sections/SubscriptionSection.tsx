/** What it is told about: types, locales, and how eagerly. */
import { Flex, Typography } from '@strapi/design-system';

import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { useGetLocalesQuery } from '../../../../services/catalogue';
import { CheckField } from '../fields/CheckField';
import { FieldGrid } from '../fields/FieldGrid';
import { ListField } from '../fields/ListField';
import { TextField } from '../fields/TextField';
import { EventPicker } from './EventPicker';
import { ViewCount } from './ViewCount';

interface SubscriptionSectionProps {
  isNew: boolean;
}

export function SubscriptionSection({ isNew }: SubscriptionSectionProps) {
  const text = useText();
  const { data: locales = [] } = useGetLocalesQuery(undefined);
  return (
    <Section
      title={text('destination.subscription')}
      description={text('destination.subscription.hint')}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <EventPicker />
        <ViewCount />
        {isNew && (
          <CheckField
            name="sendExisting"
            label={text('destination.sendExisting')}
            hint={text('destination.sendExisting.hint')}
          />
        )}
        <FieldGrid>
          <ListField
            name="locales"
            label={text('destination.locales')}
            hint={text('destination.locales.hint')}
            placeholder={text('destination.locales.all')}
            options={locales.map(({ code }) => code)}
            labelOf={(code) => locales.find((locale) => locale.code === code)?.name ?? code}
          />
          <TextField
            name="space"
            label={text('destination.space')}
            hint={text('destination.space.hint')}
          />
        </FieldGrid>
        <Typography variant="epsilon" tag="h3">
          {text('destination.eagerness')}
        </Typography>
        <FieldGrid>
          {(['followReferences', 'notifyEveryChange', 'skipUnchanged', 'coalesce'] as const).map(
            (name) => (
              <CheckField
                key={name}
                name={name}
                label={text(`destination.${name}`)}
                hint={text(`destination.${name}.hint`)}
              />
            )
          )}
        </FieldGrid>
      </Flex>
    </Section>
  );
}
