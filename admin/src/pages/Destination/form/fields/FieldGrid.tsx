/** Fields side by side, two in a row where there is room; their labels stand at one height. */
import { Grid } from '@strapi/design-system';
import { Children, type ReactNode } from 'react';

export function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <Grid.Root gap={5}>
      {/* toArray leaves out the fields that are not there. */}
      {Children.map(Children.toArray(children), (field) => (
        <Grid.Item col={6} xs={12} alignItems="flex-start">
          {field}
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
