import { buildOrganization } from './organization';

buildOrganization().synth();
