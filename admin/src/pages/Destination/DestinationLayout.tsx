/** The frame around the pages of one destination: its name, its state, and the way between the pages. */
import { Flex } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Outlet, useParams } from 'react-router-dom';

import { type Destination } from '../../../../contracts/destination';
import { Problem } from '../../components/Problem';
import { StateBadge } from '../../components/StateBadge';
import { TabLinks } from '../../components/TabLinks';
import { useMay } from '../../hooks/useMay';
import { useText } from '../../hooks/useText';
import { paths } from '../../paths';
import { PERMISSIONS } from '../../permissions';
import { useGetDestinationQuery } from '../../services/destinations';
import { DestinationMenu } from './DestinationMenu';
import { SuspendedBanner } from './SuspendedBanner';

export default function DestinationLayout() {
  return (
    <Page.Protect permissions={PERMISSIONS.readDestinations}>
      <Loaded />
    </Page.Protect>
  );
}

function Loaded() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetDestinationQuery(id);

  if (data) return <Frame destination={data} />;
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

function Frame({ destination }: { destination: Destination }) {
  const text = useText();
  const tabs = useTabs(destination.id);
  return (
    <Page.Main>
      <Page.Title>{destination.name}</Page.Title>
      <Layouts.Header
        navigationAction={<BackButton fallback={paths.overview()} />}
        title={destination.name}
        subtitle={destination.url}
        primaryAction={<DestinationMenu destination={destination} />}
        secondaryAction={
          <Flex paddingLeft={4}>
            <StateBadge destination={destination} />
          </Flex>
        }
      />
      <Layouts.Content>
        <TabLinks label={text('destination.tabs', { name: destination.name })} tabs={tabs} />
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
