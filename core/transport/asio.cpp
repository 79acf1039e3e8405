// The compiled half of asio, once for the whole program.
#include <asio/impl/src.hpp>
