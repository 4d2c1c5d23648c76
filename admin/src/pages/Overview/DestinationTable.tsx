/** One row for each destination. */
import { Box, Table, Tbody, Th, Thead, Tr, Typography } from '@strapi/design-system';

import { type Destination } from '../../../../contracts/destination';
import { type Statistics } from '../../../../contracts/statistics';
import { useText } from '../../hooks/useText';
import { DestinationRow } from './DestinationRow';

const ALWAYS = ['name', 'state'] as const;
const WITH_STATISTICS = ['success', 'backlog', 'last'] as const;

interface DestinationTableProps {
  destinations: Destination[];
  /** Left out for those who may not read deliveries. */
  statistics: Statistics | undefined;
}

export function DestinationTable({ destinations, statistics }: DestinationTableProps) {
  const text = useText();
  const columns = statistics ? [...ALWAYS, ...WITH_STATISTICS] : ALWAYS;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow">
      <Table colCount={columns.length} rowCount={destinations.length + 1}>
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Th key={column}>
                <Typography variant="sigma" textColor="neutral600">
                  {text(`overview.column.${column}`)}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {destinations.map((destination) => (
            <DestinationRow
              key={destination.id}
              destination={destination}
              statistics={statistics}
            />
          ))}
        </Tbody>
      </Table>
    </Box>
  );
}
