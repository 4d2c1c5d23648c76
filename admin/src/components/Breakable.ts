/** A text that may have no place to break, such as an id or the name of a destination, and stays in its box. */
import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

export const Breakable = styled(Typography)`
  overflow-wrap: anywhere;
`;
