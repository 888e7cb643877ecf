// src/pch/standard.hpp and the test framework, compiled once a test program (precompiled header).
#ifndef HAKIT_PCH_DOCTEST_HPP  // "#pragma once" warns in a main file
#define HAKIT_PCH_DOCTEST_HPP

#include "../../src/pch/standard.hpp"

#include <doctest/doctest.h>

#endif
