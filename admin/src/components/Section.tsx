/** A panel of a page: a title, what it is about, and its content. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useId } from 'react';

import { Breakable } from './Breakable';

interface SectionProps {
  title: string;
  description?: string;
  /** At the right of the title. */
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ title, description, action, children }: SectionProps) {
  const id = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={6}
    >
      <Flex
        justifyContent="space-between"
        alignItems="flex-start"
        gap={4}
        paddingBottom={children ? 5 : 0}
      >
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth="0">
          <Typography id={id} variant="delta" tag="h2">
            {title}
          </Typography>
          {description && <Breakable textColor="neutral600">{description}</Breakable>}
        </Flex>
        {action && <Box shrink={0}>{action}</Box>}
      </Flex>
      {children}
    </Box>
  );
}
