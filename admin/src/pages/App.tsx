/** The pages of the plugin by address; each is loaded when it is opened. */
import { Page } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';

const Overview = lazy(() => import('./Overview/Overview'));
const NewDestination = lazy(() => import('./Destination/NewDestination'));
const DestinationLayout = lazy(() => import('./Destination/DestinationLayout'));
const Settings = lazy(() => import('./Destination/Settings'));
const Deliveries = lazy(() => import('./Deliveries/Deliveries'));
const Diverted = lazy(() => import('./Diverted/Diverted'));
const Content = lazy(() => import('./Content/Content'));

export default function App() {
  return (
    <Suspense fallback={<Page.Loading />}>
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
    </Suspense>
  );
}
