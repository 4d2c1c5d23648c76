/** Deliveries, one in a row. Opening one keeps the filters in the address, for the way back. */
import { Flex, Link, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { type ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router-dom';

import { type Delivery } from '../../../../../contracts/delivery';
import { DeliveryBadge } from '../../../components/DeliveryBadge';
import { Moment } from '../../../components/Moment';
import { SelectAllCell } from '../../../components/SelectAllCell';
import { useReasonText } from '../../../hooks/useReasonText';
import { type Text, useText } from '../../../hooks/useText';
import { paths } from '../../../paths';

interface DeliveryTableProps {
  destinationId: string;
  rows: Delivery[];
  isLoading: boolean;
  /** Said when there is no row. */
  empty: string;
  /** Rows can be selected when there is something to be done with them. */
  isSelectable: boolean;
  /** Shown above the table while rows are selected; it stands inside the table, whose selection it can use. */
  actions?: ReactNode;
}

export function DeliveryTable(props: DeliveryTableProps) {
  const { destinationId, rows, isLoading, empty, isSelectable, actions } = props;
  const text = useText();
  const headers = headersOf(text);
  return (
    <Table.Root rows={rows} headers={headers} isLoading={isLoading}>
      {actions && <Table.ActionBar>{actions}</Table.ActionBar>}
      <Table.Content>
        <Table.Head>
          {isSelectable && <SelectAllCell />}
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
        </Table.Head>
        <Table.Loading>{text('deliveries.loading')}</Table.Loading>
        <Table.Empty content={empty} />
        <Table.Body>
          {rows.map((row) => (
            <Table.Row key={row.id}>
              {isSelectable && <Table.CheckboxCell id={row.id} />}
              {/* The row gives its own children their places, by which keys lead to them. */}
              <Table.Cell>
                <Flex>
                  <DeliveryBadge status={row.status} />
                </Flex>
              </Table.Cell>
              <Table.Cell>
                <Event destinationId={destinationId} delivery={row} />
              </Table.Cell>
              <Table.Cell maxWidth="26rem">
                <Typography ellipsis title={row.originId} textColor="neutral800">
                  {row.originId}
                </Typography>
              </Table.Cell>
              <Table.Cell>
                <Moment at={row.createdAt} />
              </Table.Cell>
              <Table.Cell>
                <Attempts delivery={row} />
              </Table.Cell>
              <Table.Cell maxWidth="24rem">
                <Next delivery={row} />
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
}

function headersOf(text: Text) {
  return [
    { name: 'status', label: text('filter.status') },
    { name: 'event', label: text('deliveries.event') },
    { name: 'entry', label: text('filter.entry') },
    { name: 'createdAt', label: text('deliveries.created') },
    { name: 'attempts', label: text('deliveries.attempts') },
    { name: 'next', label: text('deliveries.next') },
  ];
}

function Event({ destinationId, delivery }: { destinationId: string; delivery: Delivery }) {
  const text = useText();
  const { search } = useLocation();
  const { id, event, test } = delivery;
  return (
    <Flex gap={2}>
      <Link tag={NavLink} to={{ pathname: paths.delivery(destinationId, id), search }}>
        {event}
      </Link>
      {test && (
        <Typography variant="pi" textColor="neutral600">
          {text('deliveries.test')}
        </Typography>
      )}
    </Flex>
  );
}

function Attempts({ delivery: { attemptCount, httpStatus } }: { delivery: Delivery }) {
  const text = useText();
  if (attemptCount === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Typography textColor="neutral800">
      {httpStatus === null
        ? text('deliveries.unanswered', { count: attemptCount })
        : text('deliveries.answered', { count: attemptCount, httpStatus: String(httpStatus) })}
    </Typography>
  );
}

function Next({ delivery: { nextAttemptAt, reason } }: { delivery: Delivery }) {
  const reasonText = useReasonText();
  if (nextAttemptAt) return <Moment at={nextAttemptAt} />;
  if (!reason) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Typography ellipsis title={reasonText(reason)} textColor="neutral600">
      {reasonText(reason)}
    </Typography>
  );
}
