/** The frame around the pages of one destination: its name, its state, and the way between the pages. */
import { Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Outlet, useParams } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';
import { Outdated } from '../../components/Outdated';
import { Problem } from '../../components/Problem';
import { StateBadge } from '../../components/StateBadge';
import { TabLinks } from '../../components/TabLinks';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';
import { PERMISSIONS } from '../../permissions';
import { useGetDestinationQuery } from '../../services/destinations';
import { type CallError } from '../../services/errors';
import { DestinationMenu } from './DestinationMenu';
import { SuspendedBanner } from './SuspendedBanner';

const REFRESH_MS = 10_000;
/** The header shrinks when the page is scrolled, and has the buttons beside them then. */
const ROOM_FOR_NAMES = '55vw';

export function DestinationLayout() {
  return (
    <Page.Protect permissions={PERMISSIONS.readDestinations}>
      <Loaded />
    </Page.Protect>
  );
}

function Loaded() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetDestinationQuery(id, { pollingInterval: REFRESH_MS });

  if (data) return <Frame destination={data} error={error} />;
  if (error) {
    return (
      <Page.Main>
        <Layouts.Content>
          <Problem error={error} onRetry={() => void refetch()} />
        </Layouts.Content>
      </Page.Main>
    );
  }
  return <Page.Loading />;
}

interface FrameProps {
  destination: Destination;
  error: CallError | undefined;
}

function Frame({ destination, error }: FrameProps) {
  const text = useText();
  const tabs = useTabs(destination.id);
  return (
    <Page.Main>
      <Page.Title>{destination.name}</Page.Title>
      <Layouts.Header
        navigationAction={<BackButton fallback={paths.overview()} />}
        title={destination.name}
        ellipsis
        maxWidth={ROOM_FOR_NAMES}
        subtitle={
          <Typography
            tag="p"
            textColor="neutral600"
            ellipsis
            title={destination.url}
            maxWidth={ROOM_FOR_NAMES}
          >
            {destination.url}
          </Typography>
        }
        primaryAction={<DestinationMenu destination={destination} />}
        secondaryAction={
          <Flex paddingLeft={4}>
            <StateBadge destination={destination} />
          </Flex>
        }
      />
      <Layouts.Content>
        <TabLinks label={text('destination.tabs', { name: destination.name })} tabs={tabs} />
        <Outdated error={error} />
        <SuspendedBanner destination={destination} />
        <Outlet context={destination} />
      </Layouts.Content>
    </Page.Main>
  );
}

function useTabs(id: string) {
  const text = useText();
  const mayReadDeliveries = useMay('readDeliveries');
  const settings = { to: paths.settings(id), label: text('destination.tab.settings'), end: true };
  if (!mayReadDeliveries) return [settings];
  return [
    settings,
    { to: paths.deliveries(id), label: text('destination.tab.deliveries') },
    { to: paths.diverted(id), label: text('destination.tab.diverted') },
    { to: paths.content(id), label: text('destination.tab.content') },
  ];
}
