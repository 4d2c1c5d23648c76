/** Text for machines, to be read and copied. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { CopyButton } from './CopyButton';

interface CodeBlockProps {
  /** What it is, for those who cannot see it. */
  label: string;
  copyLabel: string;
  code: string;
}

const Code = styled(Typography)`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
`;

export function CodeBlock({ label, copyLabel, code }: CodeBlockProps) {
  return (
    <Flex
      position="relative"
      alignItems="flex-start"
      background="neutral100"
      borderColor="neutral200"
      hasRadius
    >
      <Box
        flex="1"
        minWidth="0"
        padding={4}
        maxHeight="42rem"
        overflow="auto"
        role="region"
        aria-label={label}
        tabIndex={0}
      >
        <Code tag="pre" variant="pi" textColor="neutral800">
          {code}
        </Code>
      </Box>
      <Box padding={2}>
        <CopyButton label={copyLabel} value={code} />
      </Box>
    </Flex>
  );
}
