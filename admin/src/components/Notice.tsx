/** Something to know that stays until it is no longer so; the design system's Alert wants to be closed. */
import { Flex, Typography } from '@strapi/design-system';
import { Information, WarningCircle } from '@strapi/icons';
import { type ReactNode } from 'react';

export type Variant = 'default' | 'warning' | 'danger';

const COLORS = {
  default: { background: 'primary100', border: 'primary200', icon: 'primary700' },
  warning: { background: 'warning100', border: 'warning200', icon: 'warning700' },
  danger: { background: 'danger100', border: 'danger200', icon: 'danger700' },
} as const;

interface NoticeProps {
  variant?: Variant;
  title: string;
  children?: ReactNode;
  /** What can be done about it. */
  action?: ReactNode;
}

export function Notice({ variant = 'default', title, children, action }: NoticeProps) {
  const { background, border, icon } = COLORS[variant];
  const Icon = variant === 'default' ? Information : WarningCircle;
  return (
    <Flex
      role={variant === 'danger' ? 'alert' : 'status'}
      background={background}
      borderColor={border}
      hasRadius
      padding={4}
      gap={3}
      alignItems="flex-start"
    >
      <Icon aria-hidden fill={icon} width="1.6rem" height="1.6rem" />
      <Flex direction="column" alignItems="flex-start" gap={1} flex="1">
        <Typography fontWeight="bold" textColor="neutral800">
          {title}
        </Typography>
        {children && (
          <Typography tag="div" textColor="neutral800">
            {children}
          </Typography>
        )}
      </Flex>
      {action}
    </Flex>
  );
}
