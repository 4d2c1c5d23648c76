/** The process of one measurement on one database. Gives the result to its parent. */
const [name, database, sizes] = process.argv.slice(2);

const { default: measure } = await import(`./${name}.mjs`);
const result = await measure({ database, sizes: JSON.parse(sizes) });
// What Strapi leaves behind must not keep the process alive.
process.send(result, () => process.exit(0));
