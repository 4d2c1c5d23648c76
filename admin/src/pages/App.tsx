/** The pages of the plugin by address. They come together, so that the next one opens also without a connection. */
import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { Content } from './Content/Content';
import { Deliveries } from './Deliveries/Deliveries';
import { DestinationLayout } from './Destination/DestinationLayout';
import { NewDestination } from './Destination/NewDestination';
import { Settings } from './Destination/Settings';
import { Diverted } from './Diverted/Diverted';
import { Overview } from './Overview/Overview';

export default function App() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route path="new" element={<NewDestination />} />
      <Route path=":id" element={<DestinationLayout />}>
        <Route index element={<Settings />} />
        <Route path="deliveries/:deliveryId?" element={<Deliveries />} />
        <Route path="diverted" element={<Diverted />} />
        <Route path="content" element={<Content />} />
      </Route>
      <Route path="*" element={<Page.NoData />} />
    </Routes>
  );
}
