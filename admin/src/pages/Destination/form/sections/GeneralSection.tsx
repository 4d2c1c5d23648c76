/** Who it is and where it is. */
import { Flex } from '@strapi/design-system';
import { useState } from 'react';

import { slugify } from '../../../../../../contracts/slug';
import { Section } from '../../../../components/Section';
import { useText } from '../../../../hooks/useText';
import { FieldGrid } from '../fields/FieldGrid';
import { TextField } from '../fields/TextField';
import { useFormValues } from '../fields/useFormField';
import { hostOf, urlProblem } from '../url-problem';

interface GeneralSectionProps {
  isNew: boolean;
}

export function GeneralSection({ isNew }: GeneralSectionProps) {
  const text = useText();
  const { name, url } = useFormValues();
  const [isLeft, setIsLeft] = useState(false);
  const problem = isLeft ? urlProblem(url) : null;
  const host = hostOf(url);
  return (
    <Section title={text('destination.general')}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <TextField
          name="url"
          type="url"
          required
          label={text('destination.url')}
          hint={text('destination.url.hint')}
          placeholder="https://shop.example.com/hooks"
          error={problem ? text(`destination.url.${problem}`, { url }) : undefined}
          onBlur={() => setIsLeft(true)}
        />
        <FieldGrid>
          <TextField
            name="name"
            label={text('destination.name')}
            hint={text('destination.name.hint')}
            placeholder={host}
          />
          <TextField
            name="alias"
            label={text('destination.alias')}
            hint={text(isNew ? 'destination.alias.hint' : 'destination.alias.fixed')}
            placeholder={slugify(name || host)}
            disabled={!isNew}
          />
        </FieldGrid>
      </Flex>
    </Section>
  );
}
