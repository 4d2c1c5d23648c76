/** A number that matters, with what it counts. */
import { Box, Typography } from '@strapi/design-system';

interface FigureProps {
  label: string;
  value: string;
  /** What the label means. */
  hint?: string;
  /** Somebody should look at it. */
  isBad?: boolean;
}

export function Figure({ label, value, hint, isBad = false }: FigureProps) {
  return (
    <Box background={isBad ? 'danger100' : 'neutral100'} hasRadius padding={4} height="100%">
      <Typography tag="p" variant="pi" textColor="neutral600">
        {label}
      </Typography>
      <Typography tag="p" variant="alpha" textColor={isBad ? 'danger700' : 'neutral800'}>
        {value}
      </Typography>
      {hint && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {hint}
        </Typography>
      )}
    </Box>
  );
}
