/**
 * The panel "Destinations" in the edit view: what every destination has of the entry that is open. Not there for
 * content without views, for entries that are being created, and for people who may not see deliveries.
 */

import { useMay } from '../hooks/useMay';
import { useText } from '../hooks/useText';
import { type PanelComponent } from './apis';
import { useHasViews } from './useHasViews';
import { EntryDestinations } from './EntryDestinations';

export const EntryPanel: PanelComponent = ({ model, documentId, document, meta }) => {
  const text = useText();
  const mayRead = useMay('readDeliveries');
  const hasViews = useHasViews(model, mayRead);
  if (!mayRead || !hasViews || !document || !documentId) return null;

  const locale = typeof document.locale === 'string' ? document.locale : '';
  const published = meta?.availableStatus?.map((each) => each.publishedAt ?? '') ?? [];
  return {
    title: text('title'),
    content: (
      <EntryDestinations
        entry={{ uid: model, documentId, locale }}
        changedAt={[document.updatedAt, document.publishedAt, ...published].join(' ')}
      />
    ),
  };
};
