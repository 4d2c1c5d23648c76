/** The key that is sent as `x-api-key`: typed, generated, copied before it is saved; later only its mask. */
import { IconButton } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { MASK } from '../../../../../../contracts/mask';
import { CopyButton } from '../../../../components/CopyButton';
import { useText } from '../../../../hooks/useText';
import { newAccessKey } from '../access-key';
import { TextField } from '../fields/TextField';
import { useFormField } from '../fields/useFormField';

export function AccessKeyField() {
  const text = useText();
  const { value, disabled, change } = useFormField('accessKey');
  const isStored = value.startsWith(MASK);
  return (
    <TextField
      name="accessKey"
      label={text('destination.accessKey')}
      hint={text(isStored ? 'destination.accessKey.stored' : 'destination.accessKey.hint')}
      endAction={
        <>
          {value !== '' && !isStored && (
            <CopyButton label={text('destination.accessKey.copy')} value={value} />
          )}
          {!disabled && (
            <IconButton
              variant="ghost"
              label={text('destination.accessKey.generate')}
              onClick={() => change(newAccessKey())}
            >
              <ArrowClockwise />
            </IconButton>
          )}
        </>
      }
    />
  );
}
