/** What a measurement says and what it found. */

export interface Chart {
  name: string;
  title: string;
  x: string;
  y: string;
}

export interface Measurement {
  name: string;
  title: string;
  /** What is measured, in one sentence. */
  sentence: string;
  databases: readonly string[];
  charts: readonly Chart[];
}

export interface Series {
  name: string;
  points: [number, number][];
}

export interface Run {
  madeAt: string;
  version: string;
  command: string;
  environment: {
    node: string;
    cpu: string;
    cores: number;
    memoryGb: number;
    system: string;
    database: string;
    load: number;
    /** Longest pause of the machine in a second before and after, in milliseconds; not known of a trial. */
    pauses?: { before: number; after: number } | null;
  };
  tables: { columns: string[]; rows: (string | number)[][] }[];
  targets: { what: string; value: number; atLeast?: number; atMost?: number }[];
  notes: string[];
  /** By the name of the chart. */
  series?: Record<string, Series[]>;
}

/** By database. */
export type Runs = Record<string, Run>;
