/** What stands in place of a secret; at most its last characters follow. */
export const MASK = '••••';
