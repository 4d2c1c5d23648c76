/** The bulk action "Redeploy" of the list view: sends the chosen entries again to whoever subscribes to them. */

import { Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useTable } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';

import { useAction } from '../hooks/useAction';
import { useMay } from '../hooks/useMay';
import { useText } from '../hooks/useText';
import { useRedeployEntriesMutation } from '../services/entries';
import { type BulkActionComponent } from './apis';
import { useHasViews } from './useHasViews';

const LOCALE_PARAMETER = 'plugins[i18n][locale]';

export const RedeployAction: BulkActionComponent = ({ model, documents }) => {
  const text = useText();
  const act = useAction();
  const [params] = useSearchParams();
  const selectRow = useTable('RedeployAction', (table) => table.selectRow);
  const mayRead = useMay('readDeliveries');
  const mayRetry = useMay('retryDeliveries');
  const hasViews = useHasViews(model, mayRead);
  const [redeploy] = useRedeployEntriesMutation();
  if (!mayRetry || !hasViews) return null;

  const locale = params.get(LOCALE_PARAMETER);
  const documentIds = [...new Set(documents.map(({ documentId }) => documentId))];
  const count = documentIds.length;

  async function confirm(): Promise<void> {
    const input = { uid: model, documentIds, ...(locale ? { locale } : {}) };
    const result = await act(redeploy(input), { done: 'entries.redeployed', values: { count } });
    if (result.kind === 'done') selectRow([]);
  }

  return {
    variant: 'tertiary',
    icon: <Upload />,
    label: text('entries.redeploy'),
    dialog: {
      type: 'dialog',
      title: text('entries.redeploy.title', { count }),
      content: (
        <Typography textAlign="center">{text('entries.redeploy.explained', { count })}</Typography>
      ),
      confirmLabel: text('entries.redeploy'),
      onConfirm: confirm,
    },
  };
};
