/** Pages of one thing side by side; links, so that each has its own address. */
import { Flex, Typography } from '@strapi/design-system';
import { NavLink, useMatch } from 'react-router-dom';

export interface TabLink {
  to: string;
  label: string;
  /** False: also current below this address. */
  end?: boolean;
}

export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <Flex tag="nav" aria-label={label} gap={6} paddingBottom={6}>
      {tabs.map((tab) => (
        <Tab key={tab.to} {...tab} />
      ))}
    </Flex>
  );
}

function Tab({ to, label, end = false }: TabLink) {
  const isCurrent = useMatch({ path: to, end }) !== null;
  return (
    <Typography
      tag={NavLink}
      to={to}
      end={end}
      variant="omega"
      fontWeight="bold"
      textDecoration="none"
      textColor={isCurrent ? 'primary600' : 'neutral600'}
      paddingTop={2}
      paddingBottom={2}
      borderStyle="solid"
      borderWidth="0 0 2px"
      borderColor={isCurrent ? 'primary600' : 'neutral100'}
    >
      {label}
    </Typography>
  );
}
