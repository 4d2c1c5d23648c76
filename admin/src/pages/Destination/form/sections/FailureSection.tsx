/** What happens when it does not answer with success. */
import { Box, Flex, Typography } from '@strapi/design-system';

import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { FieldGrid } from '../fields/FieldGrid';
import { ListField } from '../fields/ListField';
import { NumberField } from '../fields/NumberField';
import { TextField } from '../fields/TextField';
import { useFormValues } from '../fields/useFormField';
import { useSchedulePreview } from '../useSchedulePreview';

const TRIGGERS = ['3xx', '4xx', '5xx', 'timeout', 'network', 'address', '408', '425', '429'];
const PATTERNS = ['exponential', 'linear', 'standard', 'schedule'] as const;

export function FailureSection() {
  const text = useText();
  const values = useFormValues();
  const preview = useSchedulePreview(values);
  const hasInterval = values.pattern === 'exponential' || values.pattern === 'linear';
  return (
    <Section title={text('destination.failure')} description={text('destination.failure.hint')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <FieldGrid>
          <ChoiceField
            name="pattern"
            label={text('destination.pattern')}
            choices={PATTERNS.map((value) => ({
              value,
              label: text(`destination.pattern.${value}`),
            }))}
          />
          <NumberField
            name="maxAttempts"
            label={text('destination.maxAttempts')}
            hint={text('destination.maxAttempts.hint')}
          />
          {values.pattern === 'schedule' && (
            <TextField
              name="schedule"
              label={text('destination.schedule')}
              hint={text('destination.schedule.hint')}
              placeholder="5s, 5m, 30m, 2h"
            />
          )}
          {hasInterval && (
            <NumberField name="intervalSeconds" label={text('destination.intervalSeconds')} />
          )}
          <NumberField name="maxIntervalSeconds" label={text('destination.maxIntervalSeconds')} />
        </FieldGrid>
        <Box background="primary100" hasRadius padding={4} role="status">
          <Typography textColor="primary700">{preview}</Typography>
        </Box>
        <ListField
          name="triggers"
          label={text('destination.triggers')}
          hint={text('destination.triggers.hint')}
          placeholder={text('destination.triggers.none')}
          options={TRIGGERS}
        />
        <FieldGrid>
          <CheckField
            name="divert"
            label={text('destination.divert')}
            hint={text('destination.divert.hint')}
          />
          <CheckField
            name="suspend"
            label={text('destination.suspend')}
            hint={text('destination.suspend.hint')}
          />
          {values.suspend && (
            <NumberField name="suspendAfter" label={text('destination.suspendAfter')} />
          )}
          {values.suspend && (
            <NumberField name="probeSeconds" label={text('destination.probeSeconds')} />
          )}
          <TextField
            name="alertUrl"
            type="url"
            label={text('destination.alertUrl')}
            hint={text('destination.alertUrl.hint')}
          />
          <TextField
            name="alertEmail"
            type="email"
            label={text('destination.alertEmail')}
            hint={text('destination.alertEmail.hint')}
          />
        </FieldGrid>
      </Flex>
    </Section>
  );
}
