/** What is the matter with the environment, for those who can choose with a button. */
import { type Environment } from '../../../../contracts/environment';
import { type Text } from '../../hooks/useText';

export function environmentText(environment: Environment, text: Text): string {
  const { locked, name, rememberedName, publicUrl, rememberedPublicUrl } = environment;
  if (locked) {
    return text('environment.locked', {
      name: name ?? '–',
      rememberedName: rememberedName ?? '–',
    });
  }
  if (rememberedName !== null) return text('environment.unnamed', { rememberedName });
  return text('environment.otherAddress', {
    publicUrl: publicUrl ?? '–',
    rememberedPublicUrl: rememberedPublicUrl ?? '–',
  });
}
