/** Whether the plugin does its work. A receiver that is down is no fault of ours and does not show here. */
export interface Health {
  /** `degraded`: it works, but a setting stops something from being sent. `down`: it does not work. */
  status: 'ok' | 'degraded' | 'down';
  dispatcher: { alive: boolean };
  planner: { alive: boolean };
  database: { writable: boolean };
  /** How long the oldest due delivery has waited; 0 when nothing is due. Suspended destinations do not count. */
  oldestDueSeconds: number;
  /** Deliveries that wait or are being sent; counted up to 100,000. */
  backlog: number;
  /** What to do about it, one sentence each. */
  problems: string[];
}
