/** The part of Strapi's logger that the stages use. */
export interface Logger {
  /** Would anybody read it? Asked before a line is made that is made for every attempt. */
  isLevelEnabled(level: string): boolean;
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}
