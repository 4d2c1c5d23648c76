/** The code that the panel offers for receivers; test/docs/receivers.test.ts runs it. */
import {
  SAMPLE_LANGUAGES,
  verificationSample,
} from '../../admin/src/pages/Destination/form/verification-samples';

describe.each(SAMPLE_LANGUAGES)('the sample in %s', (language) => {
  const sampleFor = (hasAccessKey: boolean): string =>
    verificationSample(language, { hasAccessKey });

  it('reads the secret from the environment', () => {
    expect(sampleFor(false)).toContain('DESTINATION_SECRET');
  });

  it('asks for the access key only when there is one', () => {
    expect(sampleFor(true)).toContain('ACCESS_KEY');
    expect(sampleFor(false)).not.toContain('ACCESS_KEY');
  });
});
