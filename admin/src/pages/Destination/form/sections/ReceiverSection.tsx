/** How the receiver verifies what it gets, and how it fetches the views: code with the destination's own values. */
import { Flex, Link, Tabs, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { CodeBlock } from '../../../../components/CodeBlock';
import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { useFormValues } from '../fields/useFormField';
import { fetchSample } from '../fetch-sample';
import { SAMPLE_LANGUAGES, verificationSample } from '../verification-samples';

export function ReceiverSection() {
  const text = useText();
  const { accessKey, payloadSignature } = useFormValues();
  const sample = { hasAccessKey: accessKey !== '' };
  return (
    <Section title={text('destination.receiver')} description={text('destination.receiver.hint')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {payloadSignature ? (
          <Tabs.Root defaultValue={SAMPLE_LANGUAGES[0]} variant="simple">
            <Tabs.List aria-label={text('destination.receiver.languages')}>
              {SAMPLE_LANGUAGES.map((language) => (
                <Tabs.Trigger key={language} value={language}>
                  {language}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {SAMPLE_LANGUAGES.map((language) => (
              <Tabs.Content key={language} value={language}>
                <CodeBlock
                  label={text('destination.receiver.sample', { language })}
                  copyLabel={text('copy.code')}
                  code={verificationSample(language, sample)}
                />
              </Tabs.Content>
            ))}
          </Tabs.Root>
        ) : (
          <Typography>{text('destination.receiver.unsigned')}</Typography>
        )}
        <Typography variant="epsilon" tag="h3">
          {text('destination.token')}
        </Typography>
        <Typography>
          {text('destination.token.hint')}{' '}
          <Link tag={NavLink} to="/settings/api-tokens/create">
            {text('destination.token.create')}
          </Link>
        </Typography>
        <CodeBlock
          label={text('destination.token.sample')}
          copyLabel={text('copy.code')}
          code={fetchSample(window.location.origin)}
        />
      </Flex>
    </Section>
  );
}
