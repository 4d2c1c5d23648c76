/**
 * Variables of this process's environment for as long as something runs that reads them. What they replaced comes back
 * when nothing of the kind runs any more: of two at the same time, neither takes away what the other still needs.
 */
const replaced = new Map<string, string | undefined>();
let users = 0;

/** @returns what gives the environment back */
export function setEnvironment(variables: Record<string, string>): () => void {
  users += 1;
  for (const [name, value] of Object.entries(variables)) {
    if (!replaced.has(name)) replaced.set(name, process.env[name]);
    process.env[name] = value;
  }
  let isGivenBack = false;
  return () => {
    if (isGivenBack) return;
    isGivenBack = true;
    users -= 1;
    if (users === 0) giveBack();
  };
}

function giveBack(): void {
  for (const [name, value] of replaced) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  replaced.clear();
}
