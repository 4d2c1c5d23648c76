/** Sends what is live once more: all of it, or some types and locales. */
import { Button, Field, Flex, Grid, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useState } from 'react';

import { type Destination } from '../../../../contracts/destination';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { useAction } from '../../hooks/useAction';
import { useText } from '../../hooks/useText';
import { useGetLocalesQuery } from '../../services/catalogue';
import { useStartRedeployMutation } from '../../services/content';
import { useGetViewTypesQuery } from '../../services/entries';

export function Redeploy({ destination }: { destination: Destination }) {
  const text = useText();
  const act = useAction();
  const [types, setTypes] = useState<string[]>([]);
  const [locales, setLocales] = useState<string[]>([]);
  const { data: viewTypes = [] } = useGetViewTypesQuery(undefined);
  const { data: known = [] } = useGetLocalesQuery(undefined);
  const [start, { isLoading }] = useStartRedeployMutation();
  const { id, name, enabled } = destination;

  async function redeploy(): Promise<void> {
    const input = {
      ...(types.length > 0 ? { types } : {}),
      ...(locales.length > 0 ? { locales } : {}),
    };
    await act(start({ id, input }), { done: 'redeploy.started', values: { name } });
  }

  return (
    <Section title={text('redeploy.title')} description={text('redeploy.explained', { name })}>
      <Flex direction="column" alignItems="stretch" gap={5}>
        {!enabled && <Notice variant="warning" title={text('content.inactive')} />}
        <Grid.Root gap={4}>
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
            <Several
              name="types"
              label={text('redeploy.types')}
              placeholder={text('redeploy.allTypes')}
              clearLabel={text('redeploy.clearTypes')}
              options={viewTypes.map(({ type }) => ({ value: type, label: type }))}
              chosen={types}
              onChoose={setTypes}
            />
          </Grid.Item>
          {known.length > 1 && (
            <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
              <Several
                name="locales"
                label={text('redeploy.locales')}
                placeholder={text('redeploy.allLocales')}
                clearLabel={text('redeploy.clearLocales')}
                options={known.map((locale) => ({ value: locale.code, label: locale.name }))}
                chosen={locales}
                onChoose={setLocales}
              />
            </Grid.Item>
          )}
        </Grid.Root>
        <Flex>
          <Button
            startIcon={<Upload />}
            loading={isLoading}
            disabled={!enabled}
            onClick={() => void redeploy()}
          >
            {text('redeploy.start')}
          </Button>
        </Flex>
      </Flex>
    </Section>
  );
}

interface SeveralProps {
  name: string;
  label: string;
  placeholder: string;
  clearLabel: string;
  options: { value: string; label: string }[];
  chosen: string[];
  onChoose: (values: string[]) => void;
}

function Several(props: SeveralProps) {
  const { name, label, placeholder, clearLabel, options, chosen, onChoose } = props;
  return (
    <Field.Root name={name} width="100%">
      <Field.Label>{label}</Field.Label>
      <MultiSelect
        withTags
        placeholder={placeholder}
        clearLabel={clearLabel}
        value={chosen}
        onChange={onChoose}
        onClear={() => onChoose([])}
      >
        {options.map((option) => (
          <MultiSelectOption key={option.value} value={option.value}>
            {option.label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </Field.Root>
  );
}
