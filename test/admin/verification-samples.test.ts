/** The code that the panel offers for receivers. */
import {
  SAMPLE_LANGUAGES,
  verificationSample,
} from '../../admin/src/pages/Destination/form/verification-samples';

describe.each(SAMPLE_LANGUAGES)('the sample in %s', (language) => {
  const sampleFor = (hasAccessKey: boolean): string =>
    verificationSample(language, { url: 'https://shop.example.com/hooks/cms?x=1', hasAccessKey });

  it('listens where the destination sends', () => {
    expect(sampleFor(false)).toContain('/hooks/cms');
  });

  it('reads the secret from the environment', () => {
    expect(sampleFor(false)).toContain('DESTINATION_SECRET');
  });

  it('asks for the access key only when there is one', () => {
    expect(sampleFor(true)).toContain('ACCESS_KEY');
    expect(sampleFor(false)).not.toContain('ACCESS_KEY');
  });
});
