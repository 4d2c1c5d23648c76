/** What the charts of the overview draw. */
import { outcomesByHour, totalOf } from '../../admin/src/pages/Overview/outcomes';

const statistics = {
  from: '2026-03-01T21:00:00.000Z',
  to: '2026-03-02T00:20:00.000Z',
  hours: [
    { destinationId: 'a', hour: '2026-03-01T22:00:00.000Z', delivered: 3, failed: 1 },
    { destinationId: 'b', hour: '2026-03-01T22:00:00.000Z', delivered: 4, failed: 0 },
    { destinationId: 'a', hour: '2026-03-02T00:00:00.000Z', delivered: 0, failed: 2 },
  ],
};

describe('deliveries by the hour', () => {
  it('hours in which nothing was sent are there with zeros', () => {
    expect(outcomesByHour(statistics)).toEqual([
      { hour: '2026-03-01T21:00:00.000Z', delivered: 0, failed: 0 },
      { hour: '2026-03-01T22:00:00.000Z', delivered: 7, failed: 1 },
      { hour: '2026-03-01T23:00:00.000Z', delivered: 0, failed: 0 },
      { hour: '2026-03-02T00:00:00.000Z', delivered: 0, failed: 2 },
    ]);
  });

  it('of one destination alone', () => {
    expect(totalOf(outcomesByHour(statistics, 'a'))).toEqual({ delivered: 3, failed: 3 });
    expect(totalOf(outcomesByHour(statistics, 'c'))).toEqual({ delivered: 0, failed: 0 });
  });
});
