/** A point in time, in the language of the person; to the second for those who point at it. */
import { Typography, type TypographyProps } from '@strapi/design-system';
import { useIntl } from 'react-intl';

interface MomentProps {
  /** ISO 8601. */
  at: string;
  textColor?: TypographyProps['textColor'];
  variant?: TypographyProps['variant'];
  /** Where there is little room. */
  isShort?: boolean;
}

export function Moment({ at, textColor = 'neutral800', variant, isShort }: MomentProps) {
  const { formatDate } = useIntl();
  return (
    <Typography
      tag="time"
      dateTime={at}
      title={formatDate(at, { dateStyle: 'full', timeStyle: 'long' })}
      textColor={textColor}
      variant={variant}
    >
      {formatDate(at, { dateStyle: isShort ? 'short' : 'medium', timeStyle: 'short' })}
    </Typography>
  );
}
